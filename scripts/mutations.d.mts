/** A place that `npm run mutate` changes, and the test files or folders that should notice. */
export interface Mutation {
    name: string;
    file: string;
    find: string;
    replace: string;
    tests: string[];
}

export const mutations: Mutation[];

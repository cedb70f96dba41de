/** Group names in the plural: `50 subjects`. */

const irregular: Record<string, string> = {
    calf: 'calves',
    child: 'children',
    data: 'data',
    family: 'families',
    fish: 'fish',
    foot: 'feet',
    goose: 'geese',
    half: 'halves',
    leaf: 'leaves',
    man: 'men',
    mouse: 'mice',
    ox: 'oxen',
    person: 'people',
    sheep: 'sheep',
    staff: 'staff',
    tooth: 'teeth',
    wife: 'wives',
    woman: 'women'
};

/** The English plural of a group's name; names that don't look like a word keep their form. */
export function plural(name: string, count: number | null): string {
    if (count === 1 || !/^[a-z]{2,}([A-Z][a-z]+)*$/.test(name)) {
        return name;
    }
    if (Object.hasOwn(irregular, name)) {
        return irregular[name] as string;
    }
    if (/(ss|x|z|ch|sh)$/.test(name)) {
        return `${name}es`;
    }
    if (/[^aeiou]y$/.test(name)) {
        return `${name.slice(0, -1)}ies`;
    }
    return /s$/.test(name) ? name : `${name}s`;
}

/** `clinics`; of a name that has no plural `units of g`. */
export function unitsOf(group: string, count: number | null = null): string {
    return plural(group, null) === group ? `unit${count === 1 ? '' : 's'} of ${group}` : plural(group, count);
}

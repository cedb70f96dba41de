// The parser library groups its alternatives by `Object.groupBy`, which Node 20 does not have.
Object.groupBy ??= (items, keyOf) => {
    const groups = Object.create(null);
    let index = 0;
    for (const item of items) {
        (groups[keyOf(item, index++)] ??= []).push(item);
    }
    return groups;
};

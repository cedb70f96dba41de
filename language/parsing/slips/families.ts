/** Families and links as R writes them. */
import { families, linkWords, usualLink } from '../../knowledge/families.js';
import { knownWord, meantWord, usualArgument } from '../../knowledge/other-names.js';
import type { ErrorPlace, Slip } from './slip.js';

function unquoted(text: string): string {
    return text.replaceAll('"', '');
}

/** `family "poisson"`, `link "log"`, `family binomial(link = "logit")`. */
export function familyInR(place: ErrorPlace): Slip | undefined {
    if (!place.rules.includes('Family')) {
        return undefined;
    }
    if (place.rule === 'Family' && place.isText(0) && ['family', 'link'].includes(place.image(-1))) {
        return place.otherForm(0, 0, unquoted(place.image(0)), { isSure: true, why: 'Names of families and links have no quotes.' });
    }
    let open = 0;
    while (place.token(open - 1) && place.image(open) !== '(' && place.image(open) !== 'family') {
        open--;
    }
    const end = place.image(open) === '(' ? place.closerOf(open) : undefined;
    const parts = end === undefined ? '' : place.slice(open + 1, end - 1);
    const [, args = '', word = ''] = /^(?:(.*?),\s*)?(?:link\s*=?\s*)?("?[\w.]+"?)$/s.exec(parts) ?? [];
    const link = meantWord('link', unquoted(word), linkWords);
    return end !== undefined && link !== undefined ? withLink(place, { open, end, args, link }) : undefined;
}

/** A family with a link among its arguments. */
function withLink(place: ErrorPlace, { open, end, args, link }: { open: number; end: number; args: string; link: string }): Slip {
    const written = place.image(open - 1);
    const known = knownWord('family', written, Object.keys(families)) ?? written;
    const name = known === 'binomial' && args === '' ? 'bernoulli' : known;
    const [argument] = Object.hasOwn(families, name) ? families[name as keyof typeof families].arguments : [];
    const usual = argument && args === '' ? usualArgument(name, argument.name) : undefined;
    const call = usual === undefined ? `${name}${args === '' ? '' : `(${args})`}` : `${name}(${argument!.name} = ${usual})`;
    const isUsual = usualLink(name) === link;
    return place.otherForm(open - 1, end, isUsual ? call : `${call} link ${link}`, {
        isSure: usual === undefined,
        ...(usual !== undefined && { stops: [usual] }),
        why: isUsual ? `The link of \`${name}\` is \`${link}\` if none is written.` : 'A link is written behind the family.'
    });
}

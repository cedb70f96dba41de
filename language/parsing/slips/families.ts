/** Families and links as R writes them. */
import { offeredLinks, families } from '../../knowledge/families.js';
import { meantWord } from '../../knowledge/other-names.js';
import type { ErrorPlace, Slip } from './slip.js';

const links = [...new Set(Object.keys(families).flatMap(name => offeredLinks(name as keyof typeof families)))];

function unquoted(text: string): string {
    return text.replaceAll('"', '');
}

/** `family "poisson"`, `link "log"`, `family binomial(link = "logit")`. */
export function familyInR(place: ErrorPlace): Slip | undefined {
    if (!place.rules.includes('Family')) {
        return undefined;
    }
    if (place.rule === 'Family' && place.isText(0) && ['family', 'link'].includes(place.image(-1))) {
        return place.otherForm(0, 0, unquoted(place.image(0)), { isSure: true });
    }
    let open = 0;
    while (place.token(open - 1) && place.image(open) !== '(' && place.image(open) !== 'family') {
        open--;
    }
    const end = place.image(open) === '(' ? place.closerOf(open) : undefined;
    const parts = end === undefined ? '' : place.slice(open + 1, end - 1);
    const link = meantWord('link', unquoted(parts.replace(/^link\s*=?\s*/, '')), links);
    return end !== undefined && link !== undefined
        ? place.otherForm(open - 1, end, `${place.image(open - 1)} link ${link}`, { isSure: true })
        : undefined;
}

/** `arm = 0`, `site = north`: a value that makes a cell of the study. */
import type { ValueOfCell } from '../../../src-engine/result/design-answers.js';
import { formatValue } from './numbers.js';

export function cellText({ name, value }: ValueOfCell): string {
    return `${name} = ${typeof value === 'number' ? formatValue(value) : value}`;
}

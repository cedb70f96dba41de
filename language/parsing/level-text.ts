import { hasShapeOfName } from './name-shape.js';

/** A level as it is written in brackets: its name, in quotes where it is not one. */
export function levelText(level: string): string {
    return hasShapeOfName(level) ? level : `"${level}"`;
}

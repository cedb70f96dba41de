/** All numbers of a model that can be moved, in groups. */
import { residualVariance } from '../src-engine/family/families.js';
import { adjustableKey, adjustables, type Adjustable } from '../src-engine/design/adjustments.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { element } from './element.js';
import type { ExploredModel } from './messages.js';
import type { MovedNumbers } from './moved-numbers.js';
import { NumberSlider } from './number-slider.js';

const groups: readonly { title: string; kinds: readonly Adjustable['kind'][] }[] = [
    { title: 'Design', kinds: ['count', 'n'] },
    { title: 'Effects', kinds: ['effect'] },
    { title: 'Variance components', kinds: ['variance', 'dispersion'] },
    { title: 'Test', kinds: ['alpha', 'power'] }
];

export class NumberPanel {
    private family: ModelSpec['family'] | null = null;
    private sliders = new Map<string, { of: Adjustable; own: number | null; slider: NumberSlider }>();

    constructor(
        private readonly root: HTMLElement,
        private readonly onMove: (of: Adjustable, own: number | null, value: number | null, isResting: boolean) => void
    ) {}

    /** Shows another model, or other numbers of the file. A slider that is being dragged stays. */
    build(spec: ModelSpec, scales: ExploredModel['scales']): void {
        this.family = spec.family;
        const held = [...this.sliders].find(([, { slider }]) => slider.slider === document.activeElement)?.[0];
        this.sliders = new Map(
            adjustables(spec).map(({ of, value: own }, i) => {
                const move = (value: number | null, isResting: boolean): void => this.onMove(of, own, value, isResting);
                return [
                    adjustableKey(of),
                    { of, own, slider: new NumberSlider(of, spec, scales[adjustableKey(of)] ?? null, `number-${i}`, move) }
                ];
            })
        );
        const all = [...this.sliders.values()];
        this.root.replaceChildren(
            ...groups.flatMap(({ title, kinds }) => {
                const members = all.filter(({ of }) => kinds.includes(of.kind)).map(({ slider }) => slider.root);
                return members.length === 0 ? [] : [element('fieldset', {}, element('legend', {}, title), ...members)];
            })
        );
        if (held !== undefined) {
            this.sliders.get(held)?.slider.slider.focus();
        }
    }

    /** `answered`: the model with answers in place of `?`. */
    show(moved: MovedNumbers, answered: ModelSpec | null): void {
        const answers = new Map(answered ? adjustables(answered).map(({ of, value }) => [adjustableKey(of), value]) : []);
        const residual = (this.family && residualVariance({ ...this.family, phi: moved['dispersion']?.value ?? this.family.phi })) ?? 1;
        for (const [key, { own, slider }] of this.sliders) {
            const at = moved[key];
            if (at) {
                slider.show(at.value, 'moved', residual);
            } else {
                slider.show(own ?? answers.get(key) ?? null, own === null ? 'answer' : 'own', residual);
            }
        }
    }
}

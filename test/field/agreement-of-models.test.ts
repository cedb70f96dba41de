import { vi } from 'vitest';
import { describeAgreement } from './agreement.js';

vi.mock('../../src-engine/exact/kept-information.js', async original =>
    (await import('../shared-information.js')).sharedEverywhere(original)
);

describeAgreement('test/presentation/models', 'test/export/models');

// What goes wrong with a write to the fake account.
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { Trouble, TroubleKind } from '../../src/domain/common/values/trouble.ts';

/** What goes wrong with a write instead of its answer. `isCarriedOut`: AWS did it all the same. */
export interface Fault {
  readonly kind: TroubleKind;
  readonly isCarriedOut?: boolean;
  readonly code?: string;
  readonly message?: string;
}

const actions: Readonly<Record<Write['kind'], string>> = {
  'tag-service': 'ecs:TagResource',
  'untag-service': 'ecs:UntagResource',
  register: 'ecs:RegisterTaskDefinition',
  'create-green': 'ecs:CreateTaskSet',
  label: 'ecs:UpdateServicePrimaryTaskSet',
  'write-rule': 'elasticloadbalancing:ModifyRule',
  scale: 'ecs:UpdateTaskSet',
  delete: 'ecs:DeleteTaskSet',
  'run-task': 'ecs:RunTask',
  'stop-task': 'ecs:StopTask',
  'write-scaling': 'application-autoscaling:RegisterScalableTarget',
};

export function troubleOf(write: Write, fault: Fault | null): Trouble {
  const kind = fault?.kind ?? 'refused';
  const codes = {
    denied: 'AccessDeniedException',
    reverted: 'NotKept',
    busy: 'ThrottlingException',
    lost: 'TimeoutError',
    refused: 'Refused',
  };
  return {
    kind,
    action: actions[write.kind],
    resource: 'set' in write ? write.set : 'shop',
    code: fault?.code ?? codes[kind],
    message: fault?.message ?? 'said by a test',
  };
}

export interface Refusal {
  readonly refusal: Fault;
}

export const refused = (message: string, code = 'InvalidParameterException'): Refusal => ({
  refusal: { kind: 'refused', code, message },
});

/** Letters, digits, spaces and these, up to 256 of them (fact 14). */
export const tagValue = /^[\p{L}\p{N}\s+\-=._:/@]{0,256}$/u;

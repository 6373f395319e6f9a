import { ChangePlanError } from '../core/errors.js';
import { DecodeError, nullable, object, oneOf, string, type Decoder } from '../core/wire/decoder.js';
import type { Scope } from './options.js';

const id: Decoder<string> = (input, path) => {
  const value = string(input, path);
  if (value !== '') return value;
  throw new DecodeError(path, 'an id');
};

const decodeScope = object<Scope>({
  actor: id,
  customerId: id,
  subscriptionId: nullable(id),
  may: oneOf('view', 'change'),
  role: oneOf('customer', 'operator'),
});

/** What `authorize` answered, looked at: a customer left empty could be everybody's at a billing system. */
export function checkScope(answer: unknown): Scope {
  try {
    return decodeScope(answer, 'What authorize answered');
  } catch (cause) {
    throw new ChangePlanError(
      'misconfigured',
      'authorize must answer null or { actor, customerId, subscriptionId, may, role }, with no id left empty.',
      { cause, sent: false },
    );
  }
}

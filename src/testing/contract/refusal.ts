import { isChangePlanError } from '../../core/errors.js';
import { isHarmless } from '../../core/failures.js';

/** Whether a call is refused in one of its forms: an outcome that says so, or an error after which nothing can have happened. */
export async function isRefused(answer: Promise<{ readonly status: string }>): Promise<boolean> {
  return answer.then(
    ({ status }) => status === 'blocked' || status === 'rejected',
    (error: unknown) => isChangePlanError(error) && isHarmless(error),
  );
}

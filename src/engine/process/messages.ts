import type { ErrorCode } from "../../contract/errors.ts";

/** What the engine sends to a child that runs native code: one call at a time is answered, in the order of arrival. */
export type ToChild<Request> =
  | { readonly kind: "call"; readonly id: number; readonly request: Request }
  | { readonly kind: "abort"; readonly id: number };

/** What the child sends back. `share` is 0 to 1; a failure without code is a bug of ours, and its message holds no patient data. */
export type FromChild<Answer, News> =
  | { readonly kind: "progress"; readonly id: number; readonly share: number }
  | { readonly kind: "news"; readonly id: number; readonly news: News }
  | { readonly kind: "done"; readonly id: number; readonly answer: Answer }
  | { readonly kind: "failed"; readonly id: number; readonly error: ChildError };

/** An error as it travels. */
export interface ChildError {
  readonly name: string;
  readonly message: string;
  readonly code?: ErrorCode;
  readonly detail?: string | undefined;
}

import { SoepelError } from "../../contract/errors.ts";
import type { Clinician } from "../../contract/views.ts";
import type { Actor } from "../store/audit.ts";

/** Who is signed in. A recording does not depend on it: it goes on when the window is locked. */
export class Session {
  #clinician: Clinician | undefined;

  get isSignedIn(): boolean {
    return this.#clinician !== undefined;
  }

  signIn(clinician: Clinician): void {
    this.#clinician = clinician;
  }

  lock(): void {
    this.#clinician = undefined;
  }

  /** She who acts. Fails: not-signed-in. */
  get actor(): Actor {
    if (this.#clinician === undefined) throw new SoepelError("not-signed-in");
    return { id: this.#clinician.id, role: this.#clinician.role };
  }

  /** Fails: not-signed-in. */
  get clinician(): Clinician {
    if (this.#clinician === undefined) throw new SoepelError("not-signed-in");
    return this.#clinician;
  }
}

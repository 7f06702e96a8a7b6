import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Who comes in: only a browser on this machine that was given the link, once. */
export class Gate {
  readonly #authority: string;
  readonly #cookieName: string;
  readonly #session = randomBytes(32).toString("base64url");
  #token: string | undefined = randomBytes(32).toString("base64url");

  /** `port` of 127.0.0.1. */
  constructor(port: number) {
    this.#authority = `127.0.0.1:${port}`;
    // Cookies do not tell ports apart: another program on this machine may have one.
    this.#cookieName = `soepel-${port}`;
  }

  /** The address of the window. */
  get origin(): string {
    return `http://${this.#authority}`;
  }

  /** The link that opens Soepel once. */
  get link(): string {
    return `${this.origin}/?token=${this.#token ?? ""}`;
  }

  /** A page elsewhere whose name was made to lead here (DNS rebinding) comes with that name. */
  isRightHost({ headers }: IncomingMessage): boolean {
    return headers.host === this.#authority;
  }

  /** A WebSocket is not bound to its page's origin by the browser: the server has to look. */
  isRightOrigin({ headers }: IncomingMessage): boolean {
    return headers.origin === this.origin;
  }

  isKnown({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? "").split(";").map((cookie) => cookie.trim());
    const start = `${this.#cookieName}=`;
    return cookies.some((cookie) => cookie.startsWith(start) && isSame(cookie.slice(start.length), this.#session));
  }

  /** Takes the token, once; the answer is the Set-Cookie header of the session, undefined where it is wrong or was used. */
  exchange(token: string): string | undefined {
    if (this.#token === undefined || !isSame(token, this.#token)) return undefined;
    this.#token = undefined;
    return `${this.#cookieName}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }
}

/** Compares in a time that tells nothing. */
function isSame(given: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { SoepelError } from "../../../../src/contract/errors.ts";
import type { His } from "../../../../src/core/fhir/ports.ts";
import { openFhirHis } from "../../../../src/engine/his/fhir-his.ts";
import { Outbox, waitAfter } from "../../../../src/engine/outbox/outbox.ts";
import { enqueue, listOutbox } from "../../../../src/engine/outbox/outbox-rows.ts";
import { bundleOf, draft, openPractice, RECEIPT, withdrawalOf } from "../store/practice.ts";

/** A HIS in memory: what it answers is told, what it got is kept. */
function memoryHis(...answers: ("ok" | SoepelError | Error)[]) {
  const got: object[] = [];
  const sender: His = {
    async send(bundle) {
      const answer = answers.shift() ?? "ok";
      got.push(bundle);
      if (answer !== "ok") throw answer;
      return RECEIPT;
    },
  };
  return { got, sender };
}

const unreached = () => new SoepelError("his-unreached");

async function approvedPractice(his: ReturnType<typeof memoryHis>) {
  const practice = await openPractice();
  const { consults, id, actor, store } = practice;
  const errors: unknown[] = [];
  const outbox = new Outbox(store, his.sender, { onChange() {}, onError: (error) => errors.push(error) });
  consults.saveEdited(id, draft(id), actor);
  const approval = consults.approveNote(id, 1, actor, bundleOf);
  const state = () => consults.readConsult(id, actor).state;
  return { ...practice, outbox, errors, state, approval };
}

describe("the outbox", () => {
  it("sends what was approved once", async () => {
    const his = memoryHis();
    const { outbox, state, store, id, consults, actor, approval } = await approvedPractice(his);
    enqueue(store, id, 2, bundleOf({ ...approval, version: 9 }));
    await Promise.all([outbox.wake(), outbox.wake()]);
    await outbox.wake();
    expect(his.got).toMatchObject([{ resourceType: "Bundle", id: "2" }]);
    expect(state()).toEqual({ kind: "sent", version: 2 });
    expect(listOutbox(store, id)).toMatchObject([{ state: "sent", attempts: 1, error: null }]);
    expect(consults.readAudit(actor, { consultId: id })[2]).toMatchObject({
      action: "note-sent",
      actorId: "soepel",
    });
  });

  it("waits longer each time the HIS is not reached, and sends the same bundle", async () => {
    const his = memoryHis(unreached(), unreached(), new TypeError("a bug"), "ok");
    const { outbox, clock, state, store, id, approval } = await approvedPractice(his);
    await outbox.wake();
    expect(state().kind).toBe("approved");
    expect(listOutbox(store, id)).toMatchObject([{ state: "waiting", attempts: 1, error: "his-unreached" }]);
    await clock.advance(1_000);
    expect(his.got).toHaveLength(1);
    await clock.advance(60_000);
    expect(his.got).toEqual(Array(4).fill(bundleOf(approval).bundle));
    expect(state().kind).toBe("sent");
  });

  it("waits no day longer where the clock was set back meanwhile", async () => {
    const his = memoryHis(unreached(), "ok");
    const { outbox, store, state } = await approvedPractice(his);
    await outbox.wake();
    store.db.run("UPDATE outbox SET next_at = '2026-03-09T09:00:00.000Z'");
    await outbox.wake();
    expect(his.got).toHaveLength(2);
    expect(state().kind).toBe("sent");
  });

  it("spreads its waits, from seconds to a quarter of an hour", () => {
    const waits = (random: number) => [1, 2, 3, 4, 50].map((n) => waitAfter(n, () => random) / 1_000);
    expect(waits(0)).toEqual([2.5, 5, 10, 20, 450]);
    expect(waits(1)).toEqual([7.5, 15, 30, 60, 1_350]);
  });

  it("does not try a refused note again by itself, and does when it is asked", async () => {
    const his = memoryHis(new SoepelError("his-refused", "HTTP 422"), "ok");
    const { outbox, clock, state, store, id, consults, actor } = await approvedPractice(his);
    await outbox.wake();
    await clock.advance(86_400_000);
    expect(his.got).toHaveLength(1);
    expect(state()).toEqual({ kind: "refused", version: 2 });
    expect(listOutbox(store, id)).toMatchObject([{ state: "refused", error: "HTTP 422" }]);
    consults.resend(id, actor);
    await outbox.wake();
    expect(state().kind).toBe("sent");
  });

  it("sends versions in order, and amends only what the HIS has", async () => {
    const his = memoryHis(unreached(), new SoepelError("his-refused"), "ok");
    const { outbox, clock, consults, id, actor } = await approvedPractice(his);
    await outbox.wake();
    const amend = (at: number) => {
      consults.saveEdited(id, draft(id, "anders"), actor);
      return consults.approveNote(id, at, actor, bundleOf);
    };
    // The second waits behind the first, though its own time has come.
    expect(amend(3)).toMatchObject({ version: 4, before: { of: "2" } });
    await outbox.wake();
    expect(his.got).toHaveLength(1);
    await clock.advance(60_000);
    expect(his.got.slice(1)).toMatchObject([
      { id: "2", language: "0" },
      { id: "4", language: "2" },
    ]);
    expect(consults.readConsult(id, actor).outbox.map(({ state }) => state)).toEqual(["refused", "sent"]);
    // The refused one is not there: the third amends the second alone.
    expect(amend(5).before).toEqual({ of: "4" });
    expect(consults.readTaken(id).bundles).toMatchObject([{ id: "4" }, { id: "6" }]);
  });

  it("withdraws what the HIS has where the amendment of it was refused, by the bundle that was sent", async () => {
    const his = memoryHis("ok", new SoepelError("his-refused"), "ok", "ok");
    const { outbox, consults, id, actor, state } = await approvedPractice(his);
    await outbox.wake();
    consults.saveEdited(id, draft(id, "anders"), actor);
    consults.approveNote(id, 3, actor, bundleOf);
    await outbox.wake();
    expect(state()).toEqual({ kind: "refused", version: 4 });
    const seen: unknown[] = [];
    consults.recall(id, actor, (taken) => {
      seen.push(...taken);
      return withdrawalOf(taken);
    });
    expect(seen).toEqual([his.got[0]]);
    await outbox.wake();
    expect(his.got.at(-1)).toMatchObject({ id: "withdrawal" });
    expect(state()).toMatchObject({ kind: "noted", version: 5 });
    // Withdrawn once: there is nothing left to take back, and what is approved now keeps no name of it.
    expect(() => consults.recall(id, actor, withdrawalOf)).toThrow(expect.objectContaining({ code: "not-now" }));
    expect(consults.approveNote(id, 5, actor, bundleOf).before).toEqual({});
  });

  it("tells that a HIS did not have what was withdrawn, and does not let a second time hide it", async () => {
    const his = memoryHis("ok", new SoepelError("his-missed"), "ok");
    const { outbox, consults, id, actor, state } = await approvedPractice(his);
    await outbox.wake();
    consults.recall(id, actor, withdrawalOf);
    await outbox.wake();
    const items = () => consults.readConsult(id, actor).outbox;
    expect(items()[1]).toMatchObject({ act: "withdraw", state: "refused", error: "his-missed" });
    expect(consults.readAudit(actor, { consultId: id })).toContainEqual(
      expect.objectContaining({ action: "note-withdrawn", outcome: "failed" }),
    );
    expect(() => consults.resend(id, actor)).toThrow(expect.objectContaining({ code: "not-now" }));
    // What is approved anew goes on, under names that the HIS' copies in error do not bear.
    expect(consults.approveNote(id, 3, actor, bundleOf).before).toEqual({});
    await outbox.wake();
    expect(state()).toMatchObject({ kind: "sent", version: 4 });
  });

  it("sends no withdrawal to another HIS than has the note, and does when the address is back", async () => {
    const his = memoryHis();
    const at = { address: "https://user:geheim@oud.example/fhir?key=geheim" };
    const { store, consults, id, actor } = await approvedPractice(his);
    const sender: His = {
      get address() {
        return at.address;
      },
      send: his.sender.send,
    };
    const outbox = new Outbox(store, sender, { onChange() {}, onError() {} });
    await outbox.wake();
    at.address = "https://nieuw.example/fhir";
    consults.recall(id, actor, withdrawalOf);
    await outbox.wake();
    expect(his.got).toHaveLength(1);
    const withdrawal = () => consults.readConsult(id, actor).outbox[1];
    // It names the address that the note is at.
    expect(withdrawal()).toMatchObject({
      state: "refused",
      error: "his-moved https://oud.example/fhir",
      attempts: 0,
    });
    at.address = "https://user:geheim@oud.example/fhir?key=geheim";
    consults.resend(id, actor);
    await outbox.wake();
    expect(withdrawal()).toMatchObject({ state: "sent", error: null });
    expect(his.got).toHaveLength(2);
  });

  it("neither withdraws nor amends what an older Soepel sent and did not keep, and says so", async () => {
    const his = memoryHis();
    const { outbox, store, consults, id, actor, state } = await approvedPractice(his);
    await outbox.wake();
    store.db.run("UPDATE outbox SET sent = NULL, bundle = NULL, names = NULL, destination = NULL");
    const unknown = expect.objectContaining({ code: "sent-unknown" });
    expect(() => consults.recall(id, actor, withdrawalOf)).toThrow(unknown);
    expect(state()).toEqual({ kind: "sent", version: 2 });
    consults.saveEdited(id, draft(id, "anders"), actor);
    expect(() => consults.readTaken(id)).toThrow(unknown);
    expect(() => consults.approveNote(id, 3, actor, bundleOf)).toThrow(unknown);
    // Taken over by hand it goes on.
    expect(consults.approveNote(id, 3, actor).version).toBe(4);
    expect(his.got).toHaveLength(1);
  });

  it("takes nothing back that may have arrived", async () => {
    const { outbox, consults, id, actor } = await approvedPractice(memoryHis(unreached()));
    await outbox.wake();
    expect(() => consults.recall(id, actor, withdrawalOf)).toThrow(expect.objectContaining({ code: "not-now" }));
  });

  it("stops in the middle of a sending, which waits for the next start", async () => {
    const { store, id, state, consults, actor } = await approvedPractice(memoryHis());
    const hanging: His = {
      send: (_, signal) =>
        new Promise((_, reject) => signal?.addEventListener("abort", () => reject(unreached()), { once: true })),
    };
    const outbox = new Outbox(store, hanging, { onChange() {}, onError() {} });
    void outbox.wake();
    await outbox.stop();
    expect(state().kind).toBe("approved");
    expect(consults.readConsult(id, actor).outbox).toMatchObject([{ state: "waiting", attempts: 1 }]);
  });
});

describe("the outbox over the real FHIR adapter", () => {
  it("waits where the HIS is busy or answers HTML, stops where it refuses, and is done where it accepts", async () => {
    const answers: [number, string, string][] = [
      [503, "application/fhir+json", "{}"],
      [200, "text/html", "<html>Log in</html>"],
      [
        422,
        "application/fhir+json",
        JSON.stringify({ resourceType: "OperationOutcome", issue: [{ code: "invariant" }] }),
      ],
      [
        200,
        "application/fhir+json",
        JSON.stringify({ resourceType: "Bundle", type: "transaction-response", entry: [] }),
      ],
    ];
    const server = createServer((request, response) => {
      const [status, type, body] = answers.shift()!;
      request.resume().on("end", () => response.writeHead(status, { "content-type": type }).end(body));
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const { store, clock, consults, id, actor } = await approvedPractice(memoryHis());
    const his = openFhirHis({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir` });
    const outbox = new Outbox(store, his, { onChange() {}, onError() {} });
    const item = () => listOutbox(store, id)[0]!;
    const tryAgain = async () => {
      await clock.advance(Math.max(0, Date.parse(item().nextAt) - clock.now().getTime()));
      await outbox.wake();
    };
    await outbox.wake();
    expect(item()).toMatchObject({ state: "waiting", attempts: 1, error: "status 503" });
    await tryAgain();
    expect(item()).toMatchObject({
      state: "waiting",
      attempts: 2,
      error: expect.stringContaining("not that of a FHIR server"),
    });
    await tryAgain();
    expect(item()).toMatchObject({ state: "refused", attempts: 3, error: "status 422, invariant" });
    consults.resend(id, actor);
    await outbox.wake();
    expect(item()).toMatchObject({ state: "sent", attempts: 4, error: null });
    expect(consults.readConsult(id, actor).state).toEqual({ kind: "sent", version: 2 });
  });
});

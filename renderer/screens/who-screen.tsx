import { useEffect, useState } from "react";
import type { Clinician } from "../../src/contract/views.ts";
import { Busy } from "../parts/busy.tsx";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { useApp, useEngine } from "../state/engine.tsx";
import { readConsults } from "../state/read-everything.ts";
import { sayError } from "../text/format.ts";
import { NL, ROLE_NL } from "../text/nl.ts";
import { T } from "../text/screens.ts";
import { ProfileForm } from "./profile-form.tsx";

/** Wie bent u: at the start of the day, and again after a while without a key. No patient is named here. */
export function WhoScreen() {
  const engine = useEngine();
  const recordingId = useApp((state) => state.status?.recordingId);
  const link = useApp((state) => state.link);
  const [people, setPeople] = useState<readonly Clinician[]>();
  const [isNew, setNew] = useState(false);
  const [error, setError] = useState<string>();
  const [busyId, setBusyId] = useState<string>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the engine is back
  useEffect(() => {
    let isLate = false;
    engine.link.call("clinician:list", {}).then((result) => {
      if (isLate) return;
      if (result.ok) setPeople(result.value);
      else setError(result.code);
    });
    return () => {
      isLate = true;
    };
  }, [engine, link]);

  const signIn = async (clinicianId: string) => {
    if (busyId !== undefined) return;
    setBusyId(clinicianId);
    setError(undefined);
    const result = await engine.link.call("clinician:sign-in", { clinicianId });
    if (!result.ok) {
      setBusyId(undefined);
      return setError(result.code);
    }
    engine.store.change((state) => ({ ...state, clinician: result.value }));
    await readConsults(engine);
  };
  const isFirst = people?.length === 0;

  return (
    <main className="alone who">
      <h1>{isFirst ? T.who.welcome : T.who.title}</h1>
      {isFirst && <p className="alone-text">{T.who.intro}</p>}
      {recordingId != null && (
        <p className="pill-live">
          <span className="chip-light" aria-hidden="true" /> {NL.recordingRuns}
        </p>
      )}
      {link === "lost" && <Notice tone="warn">{NL.lost}</Notice>}
      {error !== undefined && <Notice tone="bad">{sayError(error)}</Notice>}
      {isFirst || isNew ? (
        <ProfileForm onSaved={({ id }) => signIn(id)} {...(isFirst ? {} : { onCancel: () => setNew(false) })} />
      ) : (
        <div className="who-list">
          {people?.map(({ id, name, role }, i) => (
            <Button
              key={id}
              className="who-card"
              autoFocus={i === 0}
              isBusy={id === busyId}
              onPress={() => void signIn(id)}
            >
              <Icon name="person" />
              <span className="who-name">{name}</span>
              <span className="quiet">{ROLE_NL[role]}</span>
            </Button>
          ))}
          <Button look="quiet" onPress={() => setNew(true)}>
            <Icon name="plus" /> {T.who.other}
          </Button>
          <Busy isBusy={busyId !== undefined} />
        </div>
      )}
    </main>
  );
}

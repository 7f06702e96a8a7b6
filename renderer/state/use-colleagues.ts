import { useEffect, useState } from "react";
import type { Clinician } from "../../src/contract/views.ts";
import { useApp, useEngine } from "./engine.tsx";

/** Everybody who works with Soepel in this practice, by id; read again when somebody new has a consult. Nothing until they are known. */
export function useColleagues(): ReadonlyMap<string, Clinician> | undefined {
  const { link } = useEngine();
  const whose = useApp(({ consults }) =>
    [...new Set(consults?.map(({ clinicianId }) => clinicianId))].sort().join(" "),
  );
  const [people, setPeople] = useState<ReadonlyMap<string, Clinician>>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when there is another one in the list
  useEffect(() => {
    let isLate = false;
    void link.call("clinician:list", {}).then((result) => {
      if (!isLate && result.ok) setPeople(new Map(result.value.map((each) => [each.id, each])));
    });
    return () => {
      isLate = true;
    };
  }, [link, whose]);
  return people;
}

import { useEffect, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Heading,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import type { IcpcHit, Patient } from "../../../src/contract/views.ts";
import type { PickedCode } from "../../../src/core/note/edit.ts";
import type { Deelcontact } from "../../../src/core/note/note.ts";
import { ageOf } from "../../../src/core/patient/birth-date.ts";
import { Button } from "../../parts/button.tsx";
import { useEngine } from "../../state/engine.tsx";
import { formatShare, today } from "../../text/format.ts";
import { NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

const SEARCH_AFTER_MS = 60;

interface Shown extends PickedCode {
  readonly why: string;
}

/** Finds an ICPC code by title, by what clinicians or patients say, or by the code. Without a query: the proposals. */
export function IcpcDialog({
  kind,
  deelcontact,
  patient,
  query: start,
  onPick,
  onClose,
}: {
  readonly kind: "evaluation" | "reason";
  readonly deelcontact: Deelcontact;
  readonly patient: Patient;
  /** A piece of the S or E line, where the search starts from one. */
  readonly query: string;
  readonly onPick: (picked: PickedCode | undefined) => void;
  readonly onClose: () => void;
}) {
  const { link } = useEngine();
  const [query, setQuery] = useState(start);
  const [hits, setHits] = useState<readonly IcpcHit[]>();
  const { birthDate, gender } = patient;

  useEffect(() => {
    // What an older text found is no answer to this one: Enter must not pick it.
    setHits(undefined);
    if (query.trim() === "") return;
    let isLate = false;
    const sex = gender === "male" ? "m" : gender === "female" ? "v" : undefined;
    const { months } = ageOf(birthDate, today());
    const input = {
      query: query.trim(),
      ageYears: months / 12,
      ...(sex === undefined ? {} : { sex: sex as "m" | "v" }),
    };
    const timer = setTimeout(async () => {
      const result = await link.call("icpc:search", input);
      if (!isLate) setHits(result.ok ? result.value : []);
    }, SEARCH_AFTER_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [link, query, birthDate, gender]);

  const { icpc, icpcCandidates = [] } = deelcontact;
  const proposals = icpc === undefined ? icpcCandidates : [icpc, ...icpc.alternatives];
  const isSearch = query.trim() !== "";
  const shown: readonly Shown[] = isSearch
    ? (hits ?? []).map((hit) => ({ ...hit, why: hit.matched === "" ? "" : T.icpc.matched(hit.matched) }))
    : proposals.map((each) => ({ ...each, why: T.icpc.sure(formatShare(each.confidence)) }));
  const found = !isSearch
    ? T.icpc.proposals
    : hits === undefined
      ? T.icpc.searching
      : hits.length === 0
        ? T.icpc.none
        : T.icpc.hits;
  const picked = kind === "evaluation" ? icpc : deelcontact.contactReason;

  return (
    <ModalOverlay isOpen isDismissable className="overlay" onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="modal">
        <Dialog className="dialog dialog-icpc">
          <Heading slot="title">{kind === "evaluation" ? T.icpc.title : T.icpc.reasonTitle}</Heading>
          <Autocomplete inputValue={query} onInputChange={setQuery}>
            <SearchField className="field" autoFocus>
              <Label>{T.icpc.search}</Label>
              <Input />
            </SearchField>
            <p className="list-head" role="status">
              {found}
            </p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
            <section className="list-scroll" tabIndex={0} aria-label={found}>
              <ListBox
                aria-label={isSearch ? T.icpc.hits : T.icpc.proposals}
                className="list"
                items={shown.map((each) => ({ ...each, id: each.code }))}
                renderEmptyState={() => <span className="unseen">{found}</span>}
                onAction={(key) => {
                  const chosen = shown.find(({ code }) => code === key);
                  if (chosen !== undefined) onPick({ code: chosen.code, title: chosen.title });
                  onClose();
                }}
              >
                {({ code, title, why }) => (
                  <ListBoxItem id={code} textValue={`${code} ${title}`} className="list-item icpc-hit">
                    <b className="icpc-code">{code}</b>
                    <span className="icpc-title">{title}</span>
                    <span className="icpc-why">{why}</span>
                  </ListBoxItem>
                )}
              </ListBox>
            </section>
          </Autocomplete>
          <div className="dialog-actions">
            {picked !== undefined && (
              <Button
                onPress={() => {
                  onPick(undefined);
                  onClose();
                }}
              >
                {T.icpc.clear}
              </Button>
            )}
            <Button onPress={onClose}>{NL.cancel}</Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

import { useState } from "react";
import { Button as AriaButton, Input, Menu, MenuItem, MenuTrigger, Popover, TextField } from "react-aria-components";
import { type Deelcontact, type DraftNote, SOEP, type Soep } from "../../../src/core/note/note.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { formatShare } from "../../text/format.ts";
import { SOEP_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { Measurements } from "./measurements.tsx";
import { SoepLine } from "./soep-line.tsx";

/** What a deelcontact can ask of the screen. */
export interface DeelcontactActs {
  readonly title: (at: number, title: string) => void;
  readonly pick: (at: number, kind: "evaluation" | "reason") => void;
  readonly split: (at: number, letters: readonly Soep[]) => void;
  readonly merge: (into: number, from: number) => void;
  readonly remove: (at: number) => void;
  readonly measure: (at: number, index: number, value: string | undefined) => void;
}

type LineProps = Omit<Parameters<typeof SoepLine>[0], "note" | "at">;

/** One health problem: its title, code, lines and measured values. */
export function DeelcontactCard({
  note,
  at,
  acts,
  line,
}: {
  readonly note: DraftNote;
  readonly at: number;
  readonly acts: DeelcontactActs;
  readonly line: LineProps;
}) {
  const deelcontact = note.deelcontacten[at]!;
  const { icpc, contactReason } = deelcontact;
  const isCodeStale =
    icpc !== undefined &&
    icpc.confidence < 1 &&
    deelcontact.lines.some(({ soep, checks }) => soep === "E" && checks.some(({ code }) => code === "stale"));
  return (
    <section className="deelcontact" aria-label={T.nota.deelcontact(at + 1)}>
      <header className="deelcontact-head">
        <span className="deelcontact-number">{at + 1}</span>
        <Title key={deelcontact.title} title={deelcontact.title} onChange={(title) => acts.title(at, title)} />
        <Button
          className={icpc === undefined ? "icpc icpc-none" : "icpc"}
          {...(icpc === undefined ? {} : { label: T.nota.code(icpc.code, icpc.title) })}
          onPress={() => acts.pick(at, "evaluation")}
        >
          {icpc === undefined ? (
            T.nota.pickCode
          ) : (
            <>
              <b>{icpc.code}</b>
              <span className="icpc-name">{icpc.title}</span>
              {icpc.confidence < 1 && <span className="icpc-share">{formatShare(icpc.confidence)}</span>}
            </>
          )}
        </Button>
        <DeelcontactMenu note={note} at={at} acts={acts} />
      </header>
      {contactReason !== undefined && (
        <p className="deelcontact-reason">
          {T.nota.reason}:{" "}
          <Button look="quiet" onPress={() => acts.pick(at, "reason")}>
            <b>{contactReason.code}</b> {contactReason.title}
          </Button>
        </p>
      )}
      {isCodeStale && <p className="deelcontact-stale">{T.nota.codeStale}</p>}
      {SOEP.map((soep) => (
        <SoepLine key={soep} note={note} at={{ deelcontact: at, soep }} {...line} />
      ))}
      <Measurements measurements={deelcontact.measurements} onWrite={(i, value) => acts.measure(at, i, value)} />
    </section>
  );
}

function Title({ title, onChange }: { readonly title: string; readonly onChange: (title: string) => void }) {
  const [value, setValue] = useState(title);
  return (
    <TextField className="deelcontact-title" aria-label={T.nota.title} value={value} onChange={setValue}>
      <Input
        placeholder={T.nota.untitled}
        title={value}
        onBlur={() => onChange(value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
    </TextField>
  );
}

function DeelcontactMenu({
  note,
  at,
  acts,
}: {
  readonly note: DraftNote;
  readonly at: number;
  readonly acts: DeelcontactActs;
}) {
  const deelcontact = note.deelcontacten[at]!;
  const others = note.deelcontacten.flatMap((_, i) => (i === at ? [] : [i]));
  const choose = (key: string) => {
    const [name, value] = key.split(" ");
    if (name === "reason") acts.pick(at, "reason");
    if (name === "split") acts.split(at, [value as Soep]);
    if (name === "merge") acts.merge(Number(value), at);
    if (name === "remove") acts.remove(at);
  };
  return (
    <MenuTrigger>
      <AriaButton className="button button-quiet" aria-label={T.nota.menu(at + 1)}>
        <Icon name="more" />
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="list" onAction={(key) => choose(String(key))}>
          <MenuItem id="reason" className="list-item">
            {T.nota.addReason}
          </MenuItem>
          {canSplit(deelcontact) &&
            deelcontact.lines.map(({ soep }) => (
              <MenuItem key={soep} id={`split ${soep}`} className="list-item">
                {T.nota.split}
                {SOEP_NL[soep]}
              </MenuItem>
            ))}
          {others.map((i) => (
            <MenuItem key={i} id={`merge ${i}`} className="list-item">
              {T.nota.merge(i + 1)}
            </MenuItem>
          ))}
          <MenuItem id="remove" className="list-item list-danger">
            {T.nota.removeDeelcontact}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const canSplit = ({ lines }: Deelcontact) => new Set(lines.map(({ soep }) => soep)).size > 1;

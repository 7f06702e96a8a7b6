import type { RefObject } from "react";
import { Header, Menu, MenuItem, MenuSection, Popover, Separator } from "react-aria-components";
import type { Speaker, Utterance } from "../../src/core/transcript/transcript.ts";
import { SPEAKER_NL } from "../text/nl.ts";
import { T } from "../text/screens.ts";

/** Sets who spoke an utterance, or everything that its voice says. */
export type Attribute = (utterance: Utterance, speaker: Speaker, everywhere: boolean) => void;

const ROLES = ["zorgverlener", "patiënt", "begeleider", "ander"] as const satisfies readonly Speaker[];

/** Who spoke this? One list for this utterance, and one for its voice where voices were told apart. */
export function SpeakerMenu({
  utterance,
  anchor,
  onAttribute,
  onClose,
}: {
  readonly utterance: Utterance;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onAttribute: Attribute;
  readonly onClose: () => void;
}) {
  const scopes = utterance.voice === undefined ? (["one"] as const) : (["one", "voice"] as const);
  return (
    <Popover
      className="popover"
      triggerRef={anchor}
      isOpen
      aria-label={T.speaker.title}
      placement="bottom start"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Menu
        className="list"
        aria-label={T.speaker.title}
        autoFocus
        onClose={onClose}
        onAction={(key) => {
          const [scope, speaker] = String(key).split(" ") as [(typeof scopes)[number], Speaker];
          onAttribute(utterance, speaker, scope === "voice");
        }}
      >
        {scopes.flatMap((scope, i) => [
          i > 0 && <Separator key={`${scope} line`} className="list-line" />,
          <MenuSection key={scope}>
            <Header className="list-head">{T.speaker[scope]}</Header>
            {ROLES.map((speaker) => (
              <MenuItem key={speaker} id={`${scope} ${speaker}`} className="list-item">
                {SPEAKER_NL[speaker]}
              </MenuItem>
            ))}
          </MenuSection>,
        ])}
      </Menu>
    </Popover>
  );
}

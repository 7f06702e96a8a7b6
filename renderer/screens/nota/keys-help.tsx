import { useState } from "react";
import { Button, Dialog, DialogTrigger, Heading, Popover } from "react-aria-components";
import { useKeys } from "../../state/use-keys.ts";
import { KEYS } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

/** The keys of the note, at a key. */
export function KeysHelp() {
  const [isOpen, setOpen] = useState(false);
  useKeys({ [KEYS.help]: () => setOpen(true) });
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="button button-quiet" aria-keyshortcuts={KEYS.help}>
        {T.nota.keys}
        <span className="key" aria-hidden="true">
          {KEYS.help}
        </span>
      </Button>
      <Popover className="popover" placement="top start">
        <Dialog className="dialog keys-help">
          <Heading slot="title">{T.nota.keys}</Heading>
          <dl>
            {T.nota.keyList.map(([key, does]) => (
              <div key={key}>
                <dt>
                  <kbd className="key">{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

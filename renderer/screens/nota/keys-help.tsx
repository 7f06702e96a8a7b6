import { useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../../parts/button.tsx";
import { useKeys } from "../../state/use-keys.ts";
import { KEYS, NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

/** The keys of the note, at a key. */
export function KeysHelp() {
  const [isOpen, setOpen] = useState(false);
  useKeys({ [KEYS.help]: () => setOpen(true) });
  return (
    <>
      <Button look="quiet" keys={KEYS.help} onPress={() => setOpen(true)}>
        {T.nota.keys}
      </Button>
      <ModalOverlay isOpen={isOpen} isDismissable className="overlay" onOpenChange={setOpen}>
        <Modal className="modal">
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
            <div className="dialog-actions">
              <Button onPress={() => setOpen(false)} autoFocus>
                {NL.close}
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}

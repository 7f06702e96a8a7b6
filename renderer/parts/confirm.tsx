import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { Patient } from "../../src/contract/views.ts";
import { useRepeatedKey } from "../state/use-keys.ts";
import { formatDate, formatName } from "../text/format.ts";
import { NL } from "../text/nl.ts";
import { Button } from "./button.tsx";

/** Asks before something is destroyed. The key under the finger is the harmless one. */
export function Confirm({
  title,
  patient,
  text,
  act,
  keys,
  onAct,
  onClose,
}: {
  readonly title: string;
  /** Whom it is about: named, so that the wrong one is seen. */
  readonly patient?: Patient;
  readonly text: string;
  readonly act: string;
  /** The key that asked: pressed once more it acts, so that what is meant is done without a look at the keyboard. */
  readonly keys?: string;
  readonly onAct: () => void;
  readonly onClose: () => void;
}) {
  const perform = () => {
    onClose();
    onAct();
  };
  useRepeatedKey(keys, perform);
  return (
    <ModalOverlay isOpen isDismissable className="overlay" onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="modal modal-small">
        <Dialog role="alertdialog" className="dialog">
          <Heading slot="title">{title}</Heading>
          {patient !== undefined && (
            <p className="dialog-patient">
              <bdi>{formatName(patient.name)}</bdi>, {formatDate(patient.birthDate)}
            </p>
          )}
          <p>{text}</p>
          <div className="dialog-actions">
            <Button onPress={onClose} autoFocus>
              {NL.cancel}
            </Button>
            <Button look="danger" {...(keys === undefined ? {} : { keys })} onPress={perform}>
              {act}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

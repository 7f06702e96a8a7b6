import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { Patient } from "../../src/contract/views.ts";
import { formatDate, formatName } from "../text/format.ts";
import { NL } from "../text/nl.ts";
import { Button } from "./button.tsx";

/** Asks before something is destroyed. The key under the finger is the harmless one. */
export function Confirm({
  title,
  patient,
  text,
  act,
  onAct,
  onClose,
}: {
  readonly title: string;
  /** Whom it is about: named, so that the wrong one is seen. */
  readonly patient?: Patient;
  readonly text: string;
  readonly act: string;
  readonly onAct: () => void;
  readonly onClose: () => void;
}) {
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
            <Button
              look="danger"
              onPress={() => {
                onClose();
                onAct();
              }}
            >
              {act}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

import type { ReactNode } from "react";
import { FieldError, Input, Label, Radio, RadioGroup, Text, TextField } from "react-aria-components";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  /** What is wrong with it; the field is shown as wrong. */
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
  readonly type?: "text" | "password" | "url";
  readonly inputMode?: "numeric" | "text" | "url";
  readonly className?: string;
  readonly isRequired?: boolean;
}

/** A line of text to fill in. Hint and error share one place, so nothing jumps. */
export function Field({ label, hint, error, className = "", inputMode, isRequired = false, ...rest }: Props) {
  return (
    <TextField
      {...rest}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      isRequired={isRequired}
      autoComplete="off"
      className={`field ${className}`}
    >
      <Label>{label}</Label>
      <Input spellCheck={false} {...(inputMode === undefined ? {} : { inputMode })} />
      {error === undefined ? (
        <Text slot="description" className="field-hint">
          {hint ?? " "}
        </Text>
      ) : (
        <FieldError className="field-error">{error}</FieldError>
      )}
    </TextField>
  );
}

/** A few choices side by side, one of them taken. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  hint,
  error,
}: {
  readonly label: string;
  readonly value: T | undefined;
  readonly options: Readonly<Partial<Record<T, string>>>;
  readonly onChange: (value: T) => void;
  /** Beside the label, so that nothing moves when it comes. */
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}) {
  return (
    <RadioGroup
      className="choice"
      value={value ?? null}
      onChange={(next) => onChange(next as T)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <div className="choice-head">
        <Label>{label}</Label>
        {error !== undefined ? (
          <FieldError className="field-error">{error}</FieldError>
        ) : (
          hint !== undefined && (
            <Text slot="description" className="field-hint">
              {hint}
            </Text>
          )
        )}
      </div>
      <div className="choice-row">
        {Object.entries<string | undefined>(options).map(([key, name]) => (
          <Radio key={key} value={key} className="choice-option">
            {name}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

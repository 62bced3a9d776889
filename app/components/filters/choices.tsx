import { useId, type InputHTMLAttributes } from "react";
import boxStyles from "../plain-checkbox.module.css";
import styles from "./choices.module.css";

export interface Choice<Value extends string = string> {
  label: string;
  value: Value;
  /** What it means, where the label does not say it all. */
  helpText?: string;
}

interface ChoicesProps<Value extends string> {
  /** Read out, not shown. */
  title: string;
  choices: readonly Choice<Value>[];
}

interface ManyChoicesProps<Value extends string> extends ChoicesProps<Value> {
  selected: readonly Value[];
  onChange: (selected: Value[]) => void;
}

/** Any number of some choices. */
export function ManyChoices<Value extends string>({ selected, onChange, ...list }: ManyChoicesProps<Value>) {
  return (
    <ChoiceList
      {...list}
      describeInput={({ value }) => ({
        type: "checkbox",
        className: boxStyles.checkbox,
        checked: selected.includes(value),
        onChange: ({ currentTarget: { checked } }) => {
          const others = selected.filter((one) => one !== value);
          onChange(checked ? [...others, value] : others);
        },
      })}
    />
  );
}

interface OneChoiceProps<Value extends string> extends ChoicesProps<Value> {
  /** Undefined while nothing is chosen. */
  selected: string | undefined;
  onSelect: (value: Value) => void;
}

/** One of some choices. */
export function OneChoice<Value extends string>({ selected, onSelect, ...list }: OneChoiceProps<Value>) {
  const name = useId();
  return (
    <ChoiceList
      {...list}
      describeInput={({ value }) => ({
        type: "radio",
        name,
        className: `${boxStyles.checkbox} ${styles.radio}`,
        checked: value === selected,
        onChange: () => {
          onSelect(value);
        },
      })}
    />
  );
}

interface ChoiceListProps<Value extends string> extends ChoicesProps<Value> {
  describeInput: (choice: Choice<Value>) => InputHTMLAttributes<HTMLInputElement>;
}

/** Plain elements that look like Polaris's, of which a list of choices has hundreds: they are there in the frame of a click. */
function ChoiceList<Value extends string>({ title, choices, describeInput }: ChoiceListProps<Value>) {
  const id = useId();
  return (
    <fieldset className={styles.list} aria-label={title}>
      {choices.map((choice) => {
        const { value, label, helpText } = choice;
        const helpId = helpText && `${id}-${value}`;
        return (
          <div key={value}>
            <label className={styles.choice}>
              <input {...describeInput(choice)} aria-describedby={helpId} />
              {label}
            </label>
            {helpText && (
              <p id={helpId} className={styles.help}>
                {helpText}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

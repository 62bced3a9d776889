import styles from "./choices-note.module.css";

/** What is to be said of the choices that are shown, such as how many there are besides. It is heard as it changes. */
export function ChoicesNote({ children }: { children: string }) {
  return (
    <p role="status" className={styles.note}>
      {children}
    </p>
  );
}

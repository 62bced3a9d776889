/** Has the app opened anew in the language that is chosen, as a change of a merchant's account does. */
export function setUpLanguageChoice(): void {
  const choice = document.querySelector<HTMLSelectElement>(".language-choice");
  choice?.addEventListener("change", () => {
    document.cookie = `${choice.dataset.cookie ?? ""}=${choice.value}; path=/; max-age=31536000; samesite=lax`;
    location.reload();
  });
}

import { isAppAddress } from "./app-address";
import { showApp } from "./app-page";
import { setUpLanguageChoice } from "./language-choice";
import { showResource } from "./resource-page";
import { setUpMenuButton } from "./side-navigation";

const content = document.querySelector<HTMLElement>(".content");
if (!content) throw new Error("The admin page has no place for its content");

setUpMenuButton();
setUpLanguageChoice();
if (isAppAddress()) {
  void showApp(content);
} else {
  showResource(content);
}

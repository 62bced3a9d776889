import eslint from "@eslint/js";
import i18next from "eslint-plugin-i18next";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["build", "node_modules", ".data", "sandbox/schema"] },
  eslint.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Remix throws responses.
      "@typescript-eslint/only-throw-error": "off",
      // An interface may promise what one implementation has at hand already.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "off",
    },
  },
  {
    files: ["app/{components,routes}/**/*.{ts,tsx}", "app/*.{ts,tsx}", "tests/unit/components/**/*.{ts,tsx}"],
    ...reactHooks.configs.flat["recommended-latest"],
  },
  // What a merchant reads comes from the catalogues of words.
  {
    files: ["app/{components,routes}/**/*.tsx", "app/*.tsx"],
    plugins: { i18next },
    rules: {
      "i18next/no-literal-string": [
        "error",
        {
          mode: "jsx-only",
          "jsx-attributes": {
            include: [
              "title",
              "label",
              "content",
              "helpText",
              "placeholder",
              "suffix",
              "prefix",
              "alt",
              "aria-label",
              "accessibilityLabel",
              "heading",
              "subtitle",
              "error",
            ],
          },
        },
      ],
    },
  },
  // Other files of the worker may have loaded the module already.
  {
    files: ["tests/unit/**/*.{ts,tsx}"],
    ignores: ["tests/unit/components/**/*.isolated.test.tsx"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock|resetModules)$/]",
          message: "Only a component's *.isolated.test.tsx has modules of its own.",
        },
      ],
    },
  },
  // TypeScript checks the names of plain JavaScript too.
  { files: ["**/*.{js,mjs}"], rules: { "no-undef": "off" } },
);

/**
 * graphql-js validates; these rules say what it finds in Shopify's words, with the codes and paths of Shopify's answers,
 * so that code which reads them (and people who search for them) meet the same text here.
 */
import type { ASTNode, DocumentNode, ValidationContext, ValidationRule } from "graphql";
import {
  FieldsOnCorrectTypeRule,
  getNamedType,
  GraphQLError,
  isLeafType,
  Kind,
  KnownArgumentNamesRule,
  print,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  specifiedRules,
  ValuesOfCorrectTypeRule,
  visit,
} from "graphql";

interface Description {
  message: string;
  extensions: Record<string, unknown>;
}

type Describe = (error: GraphQLError, context: ValidationContext) => Description | null;

const DESCRIPTIONS: ReadonlyMap<ValidationRule, Describe> = new Map<ValidationRule, Describe>([
  [FieldsOnCorrectTypeRule, describeUnknownField],
  [KnownArgumentNamesRule, describeUnknownArgument],
  [ProvidedRequiredArgumentsRule, describeMissingArgument],
  [ScalarLeafsRule, describeSelection],
  [ValuesOfCorrectTypeRule, describeValue],
]);

/** graphql-js's own rules, five of them in Shopify's words. */
export const shopifyValidationRules: readonly ValidationRule[] = specifiedRules.map((rule) => {
  const describe = DESCRIPTIONS.get(rule);
  return describe ? inShopifysWords(rule, describe) : rule;
});

function describeUnknownField(error: GraphQLError, context: ValidationContext): Description | null {
  const field = error.nodes?.[0];
  const type = context.getParentType();
  if (field?.kind !== Kind.FIELD || !type) return null;
  return {
    message: `Field '${field.name.value}' doesn't exist on type '${type.name}'`,
    extensions: { code: "undefinedField", typeName: type.name, fieldName: field.name.value },
  };
}

function describeUnknownArgument(error: GraphQLError, context: ValidationContext): Description | null {
  const argument = error.nodes?.[0];
  const field = context.getFieldDef();
  if (argument?.kind !== Kind.ARGUMENT || !field) return null;
  return {
    message: `Field '${field.name}' doesn't accept argument '${argument.name.value}'`,
    extensions: {
      code: "argumentNotAccepted",
      name: field.name,
      typeName: "Field",
      argumentName: argument.name.value,
    },
  };
}

function describeMissingArgument(error: GraphQLError, context: ValidationContext): Description | null {
  const field = error.nodes?.[0];
  const definition = context.getFieldDef();
  if (field?.kind !== Kind.FIELD || !definition) return null;
  const missing = /argument "(\w+)"/.exec(error.message)?.[1] ?? "";
  return {
    message: `Field '${definition.name}' is missing required arguments: ${missing}`,
    extensions: {
      code: "missingRequiredArguments",
      className: "Field",
      name: definition.name,
      arguments: missing,
    },
  };
}

function describeSelection(error: GraphQLError, context: ValidationContext): Description | null {
  const field = error.nodes?.[0];
  const type = context.getType();
  const named = type && getNamedType(type);
  if (!named) return null;
  if (field?.kind === Kind.SELECTION_SET || isLeafType(named)) {
    return {
      message: `Selections can't be made on scalars (field returns ${named.name} but has selections)`,
      extensions: { code: "selectionMismatch", typeName: named.name },
    };
  }
  if (field?.kind !== Kind.FIELD) return null;
  const name = field.name.value;
  return {
    message: `Field must have selections (field '${name}' returns ${named.name} but has no selections. Did you mean '${name} { ... }'?)`,
    extensions: { code: "selectionMismatch", nodeName: `field '${name}'`, typeName: named.name },
  };
}

function describeValue(error: GraphQLError, context: ValidationContext): Description | null {
  const value = error.nodes?.[0];
  const argument = context.getArgument();
  const field = context.getFieldDef();
  if (!value || !argument || !field) return null;
  return {
    message: `Argument '${argument.name}' on Field '${field.name}' has an invalid value (${print(value)}). Expected type '${String(argument.type)}'.`,
    extensions: { code: "argumentLiteralsIncompatible", typeName: "Field", argumentName: argument.name },
  };
}

function inShopifysWords(rule: ValidationRule, describe: Describe): ValidationRule {
  return (context) => {
    const translating = Object.create(context, {
      reportError: {
        value: (error: GraphQLError) => {
          const description = describe(error, context);
          context.reportError(description ? translate(error, description, context.getDocument()) : error);
        },
      },
    }) as ValidationContext;
    return rule(translating);
  };
}

function translate(error: GraphQLError, { message, extensions }: Description, document: DocumentNode): GraphQLError {
  const [node] = error.nodes ?? [];
  return new GraphQLError(message, {
    nodes: node ? [node] : [],
    path: node ? pathTo(node, document) : [],
    extensions,
  });
}

/** Where a part of the document stands: `["query Name", "shop", "plan"]`. */
function pathTo(target: ASTNode, document: DocumentNode): string[] {
  const path: string[] = [];
  let found: string[] = [];
  visit(document, {
    enter(node) {
      const step = pathStep(node);
      if (step !== null) path.push(step);
      if (node === target) found = [...path];
    },
    leave(node) {
      if (pathStep(node) !== null) path.pop();
    },
  });
  return found;
}

function pathStep(node: ASTNode): string | null {
  if (node.kind === Kind.OPERATION_DEFINITION)
    return node.name ? `${node.operation} ${node.name.value}` : node.operation;
  if (node.kind === Kind.FRAGMENT_DEFINITION) return `fragment ${node.name.value}`;
  if (node.kind === Kind.FIELD) return node.alias?.value ?? node.name.value;
  return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? node.name.value : null;
}

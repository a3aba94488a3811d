import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
  type oas31,
} from 'zod-openapi';
import { packageVersion } from '../../../core/index.js';
import { tags, type Operation, type OperationResponse } from '../operation.js';
import { exampleUrl, examplesByName } from './examples.js';
import { problemSchema } from '../problems/problem.js';
import { problemResponder } from './problem-responses.js';
import { answerHeaders } from './response-headers.js';

const description = `"Bought x, also consider y": y of another category, and every item says why.

Errors are problem documents (RFC 9457) with a stable \`code\`; [the list of them](docs/guides/errors) says what each means and what to do.
Each answer carries \`X-Request-Id\`; a request may bring its own. Each answer of a call that is limited carries \`RateLimit\`, and \`Retry-After\` once nothing is left.
An array in an address is its parameter repeated: \`category=tents&category=stoves\`. A parameter that a call does not know is refused.`;

/** The OpenAPI 3.1 document of some calls. */
export function openApiDocument(operations: readonly Operation[]): oas31.OpenAPIObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  const problems = problemResponder();
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = operationObject(operation, problems(operation));
  }
  const document = createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Alongside',
      version: packageVersion,
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // Beside the document, wherever a proxy puts both.
    servers: [{ url: '.' }],
    tags: Object.entries(tags).map(([name, about]) => ({ name, description: about })),
    paths: paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: schemes,
    },
  });
  for (const operation of operations) addParameterExamples(document, operation);
  return document;
}

const schemes: Record<string, oas31.SecuritySchemeObject> = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key of a server, made by `alongside keys create`. What it is sent for must be among its scopes. Reading needs one for customers, and for all else where the service is set to ask for it.',
  },
  page: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key that stands in a page of the shop, made by `alongside keys create --scope browse`. It holds for pages of its origins, and has a limit of its own.',
  },
  customer: {
    type: 'apiKey',
    in: 'header',
    name: 'Alongside-Customer-Token',
    description:
      "Sent beside a page's key: a JSON Web Token (HS256) that the shop's server signed with the key's secret. `aud` is the key's id, `sub` the customer, `exp` at most a day ahead. See the guide [Keys and limits](docs/guides/keys-and-limits).",
  },
};

function operationObject(operation: Operation, problems: ZodOpenApiResponsesObject): ZodOpenApiOperationObject {
  const { id, tag, summary, params, query, requestHeaders, body, examples } = operation;
  const lines = examples.map((example) => `- ${example.summary}: ${exampleRequest(operation, example)}`);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [operation.description ?? `${summary}.`, accessLine(operation), `Examples:\n${lines.join('\n')}`]
      .filter((part) => part !== '')
      .join('\n\n'),
    security: securityOf(operation),
    requestParams: {
      ...(params === undefined ? {} : { path: params }),
      ...(query === undefined ? {} : { query }),
      ...(requestHeaders === undefined ? {} : { header: requestHeaders }),
    },
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: body, examples: examplesByName(examples, ({ body }) => body) } },
          },
        }),
    responses: { ...responsesOf(operation), ...problems },
  };
}

/** What may be sent to be let in, each an alternative: `{}` is nothing. */
function securityOf(operation: Operation): oas31.SecurityRequirementObject[] {
  const { scope, pages = false } = operation;
  if (scope === 'none') return [];
  const ofCustomer = namesCustomerAlways(operation);
  const open = (scope === 'read' || scope === 'metrics') && !ofCustomer;
  return [
    ...(open ? [{}] : []),
    { key: [] },
    ...(pages && !ofCustomer ? [{ page: [] }] : []),
    ...(pages && operation.customers !== undefined ? [{ page: [], customer: [] }] : []),
  ];
}

function accessLine(operation: Operation): string {
  const { scope, pages = false } = operation;
  if (operation.customers !== undefined) {
    const needs = 'a key with the scope `read`, or from a page a token for the customer';
    return `${namesCustomerAlways(operation) ? 'Needs' : 'With `user`, needs'} ${pages ? needs : 'a key with the scope `read`'}.`;
  }
  if (scope === 'metrics') return 'Needs a key with the scope `metrics` where the service is set to ask for one.';
  return scope === 'none' || scope === 'read' ? '' : `Needs a key with the scope \`${scope}\`.`;
}

/** Whether the address itself is that of a customer. */
function namesCustomerAlways({ path }: Operation): boolean {
  return path.startsWith('/v1/users/');
}

/** The address of an example, and the header that it takes. */
function exampleRequest(operation: Operation, example: Operation['examples'][number]): string {
  const { params = {}, query = {}, body } = example;
  const customers = operation.customers?.({ params, query, body }) ?? [];
  const header = customers.length === 0 ? '' : ', with the header `Authorization: Bearer KEY`';
  return `\`${exampleUrl(operation, example)}\`${header}`;
}

function responsesOf(operation: Operation): ZodOpenApiResponsesObject {
  const described: Record<string, ZodOpenApiResponseObject> = {};
  for (const [status, response] of Object.entries(operation.responses)) {
    const { description, schema, mediaType = 'application/json', headers } = response;
    described[status] = {
      description,
      headers: answerHeaders(operation.scope, headers),
      ...(schema === undefined
        ? {}
        : { content: { [mediaType]: { schema, examples: answersOf(operation, Number(status), response) } } }),
    };
  }
  return described;
}

/** What the call's examples are answered with, or what is shown in their place. */
function answersOf(
  { examples }: Operation,
  status: number,
  { description, example }: OperationResponse,
): ReturnType<typeof examplesByName> {
  const answered = examples.filter((each) => (each.status ?? 200) === status);
  return answered.length > 0 || example === undefined
    ? examplesByName(answered, ({ answer }) => answer)
    : examplesByName([{ summary: description, answer: example }], ({ answer }) => answer);
}

/** What the first example says of each parameter, for the form that tries a call out. */
function addParameterExamples(document: oas31.OpenAPIObject, { path, method, examples }: Operation): void {
  const [{ params = {}, query = {} }] = examples;
  const values = new Map<string, unknown>([...Object.entries(params), ...Object.entries(query)]);
  for (const parameter of document.paths?.[path][method]?.parameters ?? []) {
    if ('name' in parameter && values.has(parameter.name)) parameter.example = values.get(parameter.name);
  }
}

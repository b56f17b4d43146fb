// Reads Kubernetes objects, a JSON array, on stdin; prints each field that the
// API does not have and each value of a wrong type; exit code 1 when there is
// any. The API server drops unknown fields without a word.
import { readFileSync } from 'node:fs';
import * as models from '../../tools/manifests/node_modules/@kubernetes/client-node/dist/gen/models/all.js';

// The kinds that may be used, and the class of each.
const KINDS = {
  v1: ['ConfigMap', 'Namespace', 'PersistentVolumeClaim', 'Secret', 'Service', 'ServiceAccount'],
  'apps/v1': ['Deployment'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'networking.k8s.io/v1': ['NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
};

const field = (name, type) => ({ baseName: name, type });

// cert-manager's kinds are not Kubernetes' own: the part of them that is used,
// in the form of the classes above.
const CERT_MANAGER = {
  Certificate: [field('spec', 'CertificateSpec')],
  CertificateSpec: [
    ...['secretName', 'commonName', 'duration', 'renewBefore'].map((n) => field(n, 'string')),
    ...['usages', 'uris', 'dnsNames'].map((n) => field(n, 'Array<string>')),
    field('isCA', 'boolean'),
    field('privateKey', 'CertificatePrivateKey'),
    field('issuerRef', 'IssuerRef'),
  ],
  CertificatePrivateKey: [
    field('algorithm', 'string'), field('size', 'number'), field('rotationPolicy', 'string'),
  ],
  IssuerRef: [field('name', 'string'), field('kind', 'string'), field('group', 'string')],
  Issuer: [field('spec', 'IssuerSpec')],
  IssuerSpec: [field('selfSigned', 'SelfSigned'), field('ca', 'CaIssuer')],
  SelfSigned: [],
  CaIssuer: [field('secretName', 'string')],
};
const OBJECT = [
  field('apiVersion', 'string'), field('kind', 'string'), field('metadata', 'V1ObjectMeta'),
];

function fieldsOf(type) {
  if (models[type]) return models[type].getAttributeTypeMap();
  if (!CERT_MANAGER[type]) return undefined;
  return ['Certificate', 'Issuer'].includes(type) ? [...OBJECT, ...CERT_MANAGER[type]]
    : CERT_MANAGER[type];
}

function typeOf(object) {
  const { apiVersion, kind } = object;
  if (apiVersion === 'cert-manager.io/v1' && ['Certificate', 'Issuer'].includes(kind)) return kind;
  if (!KINDS[apiVersion]?.includes(kind)) return undefined;
  const version = apiVersion.split('/').pop();
  return version[0].toUpperCase() + version.slice(1) + kind;
}

const SCALARS = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  IntOrString: (value) => typeof value === 'string' || Number.isInteger(value),
};
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function* wrong(value, type, path) {
  const list = /^Array<(.*)>$/.exec(type);
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (SCALARS[type]) {
    if (!SCALARS[type](value)) yield `${path}: ${JSON.stringify(value)} is not a ${type}`;
  } else if (list) {
    if (!Array.isArray(value)) return yield `${path}: not a list`;
    for (const [at, item] of value.entries()) yield* wrong(item, list[1], `${path}[${at}]`);
  } else if (map) {
    if (!isObject(value)) return yield `${path}: not a map`;
    for (const [key, item] of Object.entries(value)) yield* wrong(item, map[1], `${path}.${key}`);
  } else {
    const fields = fieldsOf(type);
    if (!fields) return yield `${path}: this check does not know the type ${type}`;
    if (!isObject(value)) return yield `${path}: not an object`;
    for (const [key, item] of Object.entries(value)) {
      const known = fields.find(({ baseName }) => baseName === key);
      if (known) yield* wrong(item, known.type, `${path}.${key}`);
      else yield `${path}.${key}: no such field in ${type}`;
    }
  }
}

const found = [];
for (const object of JSON.parse(readFileSync(0, 'utf8'))) {
  const name = `${object.kind}/${object.metadata?.name}`;
  const type = typeOf(object);
  if (type) found.push(...wrong(object, type, name));
  else found.push(`${name}: ${object.apiVersion} ${object.kind} is not a kind that is used here`);
}
for (const line of found) console.log(line);
process.exitCode = found.length ? 1 : 0;

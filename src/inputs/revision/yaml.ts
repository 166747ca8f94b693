// The YAML parser, in a module of its own so that it is loaded only for a YAML file.
export { isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments } from 'yaml';

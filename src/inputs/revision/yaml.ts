// A module of its own, so that the bundle loads the parser only when somebody gives a YAML file.
export { parseDocument } from 'yaml';

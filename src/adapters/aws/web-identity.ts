// Credentials of a web identity. It is imported lazily: few runs need it.
export { fromTokenFile } from '@aws-sdk/credential-provider-web-identity';

import { expect, test } from '@jest/globals';
import nock from 'nock';
import { identityPort } from '../../../src/adapters/sts/port.ts';
import { testClients } from '../aws/wire.ts';

const sts = () => nock('https://sts.eu-west-1.amazonaws.com').post('/', /Action=GetCallerIdentity/);
const arn = 'arn:aws:sts::111122223333:assumed-role/deploy/run';
const answer =
  `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>u</UserId><Account>111122223333</Account>` +
  `</GetCallerIdentityResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;

test('whose credentials these are is asked once, whoever wants to know', async () => {
  sts().reply(200, answer, { 'content-type': 'text/xml' });
  const port = identityPort(testClients());
  const both = await Promise.all([port.whoAmI(), port.whoAmI()]);
  expect(both).toEqual([
    { account: '111122223333', arn },
    { account: '111122223333', arn },
  ]);
});

test.each([
  ['a refusal', 403, '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>'],
  ['a page of a proxy', 200, '<html>Sign in</html>'],
])('%s leaves it unknown, without a repeat', async (_what, status, body) => {
  sts().reply(status, body, { 'content-type': 'text/xml' });
  expect(await identityPort(testClients()).whoAmI()).toBeNull();
});

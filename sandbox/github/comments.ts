import type { Answer, Call, Handler } from './answer.ts';
import { listOf, notFound, text, validationFailed } from './answer.ts';
import { actionsBot } from './store.ts';
import type { Comment } from './store.ts';

const bodyLimit = 65_536;

function shown(call: Call, comment: Comment): object {
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    body: comment.body,
    url: `${call.api}/issues/comments/${comment.id}`,
    html_url: `${call.html}/pull/${comment.pull}#issuecomment-${comment.id}`,
    issue_url: `${call.api}/issues/${comment.pull}`,
    user: { login: comment.author.login, type: comment.author.type },
    author_association: comment.author.association,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  };
}

const tooLong = (body: string): boolean => body.length > bodyLimit;

const bodyRefused = validationFailed({
  resource: 'IssueComment',
  field: 'body',
  code: 'unprocessable',
  message: `body is too long (maximum is ${bodyLimit} characters)`,
});

/** Only people with write access may comment then, and the token of a job is nobody's. */
function lockedRefusal({ store }: Call, does: 'create' | 'update', pull: number): Answer | null {
  const isFree = does === 'update' && store.seed.lockedEdits === 'carried-out';
  if (isFree || !store.locked.has(pull)) return null;
  const message = `Unable to ${does} comment because issue is locked.`;
  return { status: 403, body: { message, documentation_url: 'https://docs.github.com/rest', status: '403' } };
}

const findComment = (call: Call): Comment | undefined =>
  call.store.comments.find(({ id }) => id === Number(call.params['comment_id']));

export const commentHandlers: Readonly<Record<string, Handler>> = {
  'issues/list-comments': (call) => {
    const pull = Number(call.params['issue_number']);
    if (!call.store.pulls.some(({ number }) => number === pull)) return notFound;
    const ofPull = call.store.comments.filter((comment) => comment.pull === pull);
    return listOf(ofPull.map((comment) => shown(call, comment)));
  },

  'issues/create-comment': (call) => {
    const pull = Number(call.params['issue_number']);
    if (!call.store.pulls.some(({ number }) => number === pull)) return notFound;
    const body = text(call, 'body', '');
    if (tooLong(body)) return bodyRefused;
    const refused = lockedRefusal(call, 'create', pull);
    if (refused !== null) return refused;
    return { status: 201, body: shown(call, call.store.addComment(pull, body, actionsBot)) };
  },

  'issues/get-comment': (call) => {
    const comment = findComment(call);
    return comment ? { status: 200, body: shown(call, comment) } : notFound;
  },

  'issues/update-comment': (call) => {
    const comment = findComment(call);
    if (!comment) return notFound;
    const body = text(call, 'body', '');
    if (tooLong(body)) return bodyRefused;
    const refused = lockedRefusal(call, 'update', comment.pull);
    if (refused !== null) return refused;
    return { status: 200, body: shown(call, call.store.editComment(comment.id, body) ?? comment) };
  },

  'issues/delete-comment': (call) =>
    call.store.deleteComment(Number(call.params['comment_id'])) ? { status: 204, body: null } : notFound,
};

// The inputs that say what green runs.
import type { ImageRequest, RevisionRequest, RevisionSource } from '../../domain/common/request/request.ts';
import { quotedImage, whyNoImage } from '../../domain/common/revision/references.ts';
import { furtherProblems } from '../../domain/common/revision/revision.ts';
import { withoutStop } from '../../domain/common/values/sentence.ts';
import { notInWorkspace, type Files } from './files.ts';
import { linesOf, repeated, type Reader } from '../reader.ts';

const name = 'task-definition';
const revisionArn = /^arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}:task-definition\/[\w-]+:\d+$/;
const familyName = /^[\w-]{1,255}(:[1-9]\d*)?$/;
export const containerName = /^[\w-]{1,255}$/;

export async function revisionFrom(reader: Reader, files: Files): Promise<RevisionRequest> {
  const images = imagesFrom(reader);
  return { source: await sourceFrom(reader, files, images), images };
}

async function sourceFrom(
  reader: Reader,
  files: Files,
  images: readonly ImageRequest[],
): Promise<RevisionSource> {
  const text = reader.text(name);
  if (text === null) return { kind: 'live' };
  if (text.startsWith('arn:')) return fromArn(reader, text);
  const file = files.read(text);
  const isPath = /\.(json|ya?ml)$/i.test(text) || text.includes('/');
  if (file.kind === 'text') return await fromFile(reader, text, file.text, images);
  if (isPath && file.kind === 'unreadable') reader.refuse(name, text, `can't be read: ${file.because}`);
  else if (isPath) reader.refuse(name, text, notInWorkspace);
  else if (!familyName.test(text)) {
    reader.refuse(
      name,
      text,
      'is neither a file nor a task definition: write a path, an ARN, family or family:revision',
    );
  }
  return { kind: 'existing', reference: text };
}

function fromArn(reader: Reader, text: string): RevisionSource {
  if (!revisionArn.test(text)) {
    const example = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42';
    reader.refuse(name, text, `is not the ARN of a task definition revision: write e.g. ${example}`);
  }
  return { kind: 'existing', reference: text };
}

async function fromFile(
  reader: Reader,
  path: string,
  text: string,
  images: readonly ImageRequest[],
): Promise<RevisionSource> {
  const { readDocument } = await import('./document.ts');
  const { content, problems, warnings } = await readDocument(path, text);
  for (const problem of problems) reader.refuse(name, path, problem);
  // Otherwise preflight reports them, together with what is wrong in AWS.
  if (problems.length > 0 && content !== null) {
    for (const warning of warnings) reader.refuse(name, path, withoutStop(warning));
    for (const problem of furtherProblems(content, `file ${path}`, images)) reader.problem(name, problem);
  }
  return { kind: 'document', path, content: content ?? {}, warnings };
}

function imagesFrom(reader: Reader): readonly ImageRequest[] {
  const container = reader.text('container-name');
  if (container !== null && !containerName.test(container)) {
    reader.refuse(
      'container-name',
      container,
      'is not the name of a container: write one name from the task definition',
    );
  }
  const several = severalImages(reader);
  const image = reader.text('image');
  if (image === null) return several;
  refuseBadImage(reader, 'image', image);
  if (reader.text('images') !== null)
    reader.problem('images', "can't be combined with image: write all images here, as container=image");
  return [{ container: container ?? '', image }];
}

function refuseBadImage(reader: Reader, input: 'image' | 'images', image: string): void {
  const why = whyNoImage(image);
  if (why !== null) reader.problem(input, `${quotedImage(image)} ${why}`);
}

function severalImages(reader: Reader): readonly ImageRequest[] {
  const images = linesOf(reader, 'images').flatMap((line): readonly ImageRequest[] => {
    const [container = '', image] = splitOnce(line);
    if (image === undefined || !containerName.test(container)) {
      reader.refuse('images', line, 'is not container=image: write e.g. web=registry/web:1.2.3');
      return [];
    }
    refuseBadImage(reader, 'images', image);
    return [{ container, image }];
  });
  const names = images.map(({ container }) => container);
  for (const twice of repeated(names))
    reader.refuse('images', twice, 'has two images: write one line for each container');
  return images;
}

function splitOnce(line: string): readonly string[] {
  const at = line.indexOf('=');
  return at < 0 ? [line] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

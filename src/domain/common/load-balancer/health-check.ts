// The health check of a target group: what it asks, and what passes.
import type { HealthCheck, TargetGroupView } from './view.ts';

/** What passes where no health check says it. */
export const successCodes = '200-299';

/** Whether codes as ELB writes them (`200`, `200,302`, `200-399`) include the status. */
export const acceptsStatus = (codes: string, status: number): boolean =>
  codes.split(',').some((part) => {
    const [from = NaN, to = from] = part.split('-').map((text) => Number.parseInt(text, 10));
    return status >= from && status <= to;
  });

/** A target group whose targets speak HTTP/1.1, as probes do. Others can be asked neither directly nor through a rule. */
export const speaksHttp1 = ({ protocolVersion }: TargetGroupView): boolean => protocolVersion === 'HTTP1';

/** `HTTPS port 9443 /health, codes 200,302` */
export const formatCheck = ({ protocol, port, path, codes }: HealthCheck): string =>
  `${protocol}${port === null ? '' : ` port ${String(port)}`} ${path ?? ''}, ${codes.includes(',') || codes.includes('-') ? 'codes' : 'code'} ${codes}`;

// CloudWatch Logs. It is imported lazily: only a task that failed needs it.
export { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';

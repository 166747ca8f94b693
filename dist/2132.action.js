export const id = 2132;
export const ids = [2132];
export const modules = {

/***/ 2132:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  alarmsPort: () => (/* binding */ alarmsPort)
});

// EXTERNAL MODULE: ./build/bundled/core.js + 515 modules
var core = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/bundled/adapters/cloudwatch/translate.js
const metricAlarm = (alarm) => ({
    ...shared(alarm),
    firesAfterSeconds: firesAfterSeconds(alarm),
    metrics: metricsOf(alarm),
});
/** What it is made of would take more calls. */
const compositeAlarm = (alarm) => ({
    ...shared(alarm),
    firesAfterSeconds: null,
    metrics: [],
});
const shared = (alarm) => ({
    name: alarm.AlarmName ?? '',
    state: stateOf(alarm.StateValue),
    sinceMs: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime() ?? null,
    reason: alarm.StateReason ?? '',
});
/** A state that AWS adds one day says neither good nor bad. */
const stateOf = (value) => value === 'OK' || value === 'ALARM' ? value : 'INSUFFICIENT_DATA';
/** The data points that it needs, each of a period. With several metrics, the longest period counts. */
function firesAfterSeconds(alarm) {
    const queries = alarm.Metrics ?? [];
    const periods = [alarm.Period, ...queries.flatMap((one) => [one.Period, one.MetricStat?.Period])];
    const known = periods.filter((one) => one !== undefined);
    const count = alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods;
    return known.length === 0 || count === undefined ? null : Math.max(...known) * count;
}
function metricsOf(alarm) {
    const own = alarm.MetricName === undefined ? [] : [{ metric: alarm, statistic: statisticOf(alarm) }];
    const queries = (alarm.Metrics ?? []).flatMap(({ MetricStat: one }) => one?.Metric === undefined ? [] : [{ metric: one.Metric, statistic: one.Stat ?? '' }]);
    return [...own, ...queries].map(({ metric, statistic }) => ({
        name: metric.MetricName ?? '',
        statistic,
        group: groupOf(metric),
    }));
}
const statisticOf = ({ Statistic, ExtendedStatistic }) => Statistic ?? ExtendedStatistic ?? '';
const groupOf = ({ Dimensions = [] }) => Dimensions.find(({ Name }) => Name === 'TargetGroup')?.Value ?? null;

;// CONCATENATED MODULE: ./build/bundled/adapters/cloudwatch/port.js


/** AWS takes, and returns, no more at once (fact 42). */
const mostNames = 100;
const alarmsPort = (clients) => ({
    readAlarms: (names) => (0,core.adapters_aws_calls_js_reading)('cloudwatch:DescribeAlarms', names.join(', '), async () => {
        const { sdk, reader } = await clients.cloudWatch();
        return (0,core.adapters_aws_calls_js_inChunks)(names, mostNames, (AlarmNames) => (0,core.adapters_aws_calls_js_allPages)(async (NextToken) => {
            const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'];
            const input = { AlarmNames, AlarmTypes, MaxRecords: mostNames, NextToken };
            const answer = await reader.send(new sdk.DescribeAlarmsCommand(input));
            const items = [
                ...(answer.MetricAlarms ?? []).map(metricAlarm),
                ...(answer.CompositeAlarms ?? []).map(compositeAlarm),
            ];
            return { items, next: answer.NextToken };
        }));
    }),
});


/***/ })

};

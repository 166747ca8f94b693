// Everything that a model of AWS deliberately leaves out, with the reason. A story names the entry that applies to it.

export const reasons = {
  noPort: 'No port sends such a call.',
  oneService: 'It holds one service, and every port is bound to it.',
  behindPorts: 'The ports hide the difference, and the fake stands behind the ports.',
  drainsWithSet: 'Only a deleted set has draining targets; deciders ignore draining targets (fact 33).',
  drainingCounts: 'It counts DRAINING sets, the stricter position; acceptance tests run both.',
  failsWhole: 'A version that fails its health checks fails every request too.',

  weightsOnly: 'Its rules hold the weights of the pair only; domain tests hold what else a write keeps.',
  alwaysHeld: 'The pair never leaves all of its rules.',
  noAssociation: 'It accepts a group as soon as a rule holds it; the wait is in the simulations.',
  noLimit: 'It never holds five sets.',
  alwaysTwo: 'Its service always wants two tasks.',
  alwaysExternal: 'Its service always has the controller EXTERNAL.',
  noScaling: 'Its service has no auto scaling.',
  noRevisions: 'In its plans the revision is always registered.',
  noChecks: 'A target is healthy as soon as its task runs; deciders wait for the one as for the other.',
  noVersions: 'A set becomes unhealthy by a disturbance, not by its version.',
  noTargetReasons: 'No decision depends on why a target is in its state.',
  oneToken: 'It has the first position only; domain tests run all three.',
  oneDelete: 'It has the first position only; domain tests run both.',
  noStops: 'It has no stopped tasks; a set loses all of its tasks by a disturbance.',
  noAnswers: 'Probes are answered by the run that sends them, not by the account.',
  anyTag: 'The simulations write the same tags, and the fake checks them.',
  wholeWorlds: 'It shows whole worlds and has no outline.',
} as const;

export type LeftOut = keyof typeof reasons;

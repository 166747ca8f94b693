/** The maximum that DescribeTasks and DescribeContainerInstances accept at once. */
export const describeLimit = 100;

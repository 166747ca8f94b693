/** Region and account of every ARN. */
export const at = 'eu-central-1:111122223333';

/** Kinds of due jobs, which one folder enqueues and another handles. */
export const processMediaJob = 'process-media-v1';
export const deleteObjectsJob = 'delete-media-objects-v1';

/** How long a job may work on a media. */
export const processingLeaseSeconds = 300;

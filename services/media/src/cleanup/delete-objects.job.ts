import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { deleteObjectsJob } from '../media/media-jobs';
import { ObjectStore } from '../storage/object-store';

/** Deletes objects whose media has ended. The keys are in the job, because the row may be gone. */
@Injectable()
export class DeleteObjectsJob {
  constructor(private readonly store: ObjectStore) {}

  @DueJob(deleteObjectsJob, { maxAttempts: 200, leaseSeconds: 60, concurrency: 4 })
  async deleteObjects({ payload }: DueJobOf<{ keys: string[] }>): Promise<void> {
    await this.store.delete(payload.keys);
  }
}

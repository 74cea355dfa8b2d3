import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, found, newId, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import type { RegisterPushTokenBody } from './device.dto';
import { deviceView } from './device.view';
import { saveDevice } from './device.writes';

/** The devices of users that get pushes. */
@Injectable()
export class DeviceService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  async register({ userId }: Caller, { token, device_type }: RegisterPushTokenBody) {
    const device = {
      id: newId(),
      userId,
      token,
      deviceType: device_type,
      createdAt: this.clock.now(),
    };

    const saved = await this.transactions.run((tx) => saveDevice(tx, device));
    const view = deviceView(saved);

    return saved.id === device.id ? view : found(view);
  }

  async remove({ userId }: Caller, id: string): Promise<void> {
    const { count } = await this.transactions.run((tx) =>
      tx.device.deleteMany({ where: { id, userId } }),
    );

    if (count === 0) throw new AppError(errors.PUSH_TOKEN_NOT_FOUND);
  }
}

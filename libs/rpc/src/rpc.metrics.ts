import { Injectable } from '@nestjs/common';
import { type Histogram, Metrics } from '@tribe/service-kit';

const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Durations of calls by method and outcome: `ok`, an error code or, on the server, `expired` or `refused`. */
@Injectable()
export class RpcMetrics {
  private readonly client: Histogram<'method' | 'outcome'>;
  private readonly server: Histogram<'method' | 'outcome'>;

  constructor(metrics: Metrics) {
    const labels = ['method', 'outcome'] as const;
    this.client = metrics.histogram({
      name: 'tribe_rpc_client_duration_seconds',
      help: 'Time from a call to its response or failure',
      labels,
      buckets,
    });
    this.server = metrics.histogram({
      name: 'tribe_rpc_server_duration_seconds',
      help: 'Time from the arrival of a call to its response, including the time in the queue',
      labels,
      buckets,
    });
  }

  startCall(method: string): (outcome: string) => void {
    const end = this.client.startTimer({ method });
    return (outcome) => void end({ outcome });
  }

  startAnswer(method: string): (outcome: string) => void {
    const end = this.server.startTimer({ method });
    return (outcome) => void end({ outcome });
  }
}

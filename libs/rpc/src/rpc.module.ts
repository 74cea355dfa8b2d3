import { Module } from '@nestjs/common';
import { Rpc } from './rpc';
import { RpcMetrics } from './rpc.metrics';
import { RpcServer } from './rpc.server';

/** Lets a service call other services (`Rpc`) and answer their calls (`@RpcController`). */
@Module({ providers: [Rpc, RpcServer, RpcMetrics], exports: [Rpc] })
export class RpcModule {}

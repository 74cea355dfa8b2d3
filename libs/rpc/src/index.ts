export { Calls, callsOf } from './calls';
export { Rpc } from './rpc';
export { type CallContext, RpcController, RpcMethod } from './rpc.decorators';
export { RpcModule } from './rpc.module';
export { rpcSubjectOf } from './rpc-subject.rules';

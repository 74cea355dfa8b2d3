export { Rpc } from './rpc';
export { RpcController, RpcMethod } from './rpc.decorators';
export { RpcModule } from './rpc.module';
export { rpcSubjectOf } from './rpc-subject.rules';

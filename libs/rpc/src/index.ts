export { Rpc } from './rpc';
export { RpcController, RpcMethod } from './rpc.decorators';
export { RpcModule } from './rpc.module';

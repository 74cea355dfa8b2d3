import { Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  allReadResponse,
  type ListNotificationsQuery,
  listNotificationsQuery,
  notificationListResponse,
  notificationParams,
  readResponse,
  unreadCountResponse,
} from './notification.dto';
import { NotificationService } from './notification.service';

@Controller('api/v1/notifications')
export class NotificationController {
  constructor(private readonly notifications: NotificationService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your notifications, newest first',
    query: listNotificationsQuery,
    response: notificationListResponse,
  })
  listNotifications(@CurrentCaller() caller: Caller, @Query() query: ListNotificationsQuery) {
    return this.notifications.listNotifications(caller, query);
  }

  @Get('unread-count')
  @Endpoint({
    access: 'authenticated',
    summary: 'Count your unread notifications',
    response: unreadCountResponse,
  })
  countUnreadNotifications(@CurrentCaller() caller: Caller) {
    return this.notifications.getUnreadCount(caller);
  }

  @Put('mark-all-read')
  @Endpoint({
    access: 'authenticated',
    summary: 'Mark all your notifications as read',
    response: allReadResponse,
  })
  markAllNotificationsRead(@CurrentCaller() caller: Caller) {
    return this.notifications.markAllRead(caller);
  }

  @Put(':notificationId/read')
  @Endpoint({
    access: 'authenticated',
    summary: 'Mark a notification as read',
    params: notificationParams,
    response: readResponse,
    errors: [errors.NOTIFICATION_NOT_FOUND],
  })
  markNotificationRead(
    @CurrentCaller() caller: Caller,
    @Param('notificationId') notificationId: string,
  ) {
    return this.notifications.markRead(caller, notificationId);
  }

  @Delete(':notificationId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete a notification',
    params: notificationParams,
    status: 204,
    errors: [errors.NOTIFICATION_NOT_FOUND],
  })
  async deleteNotification(
    @CurrentCaller() caller: Caller,
    @Param('notificationId') notificationId: string,
  ) {
    await this.notifications.deleteNotification(caller, notificationId);
  }
}
